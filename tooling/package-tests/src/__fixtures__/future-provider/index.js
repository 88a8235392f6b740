export default { spec: 2 };
