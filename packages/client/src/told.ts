/** What an answer tells. Refusals were thrown before. */
export async function told<Data>(
  asked: Promise<{ data?: Data; response: Response }>,
): Promise<NonNullable<Data>> {
  const { data, response } = await asked;
  if (data !== undefined && data !== null) return data;
  throw new TypeError(`The answer ${response.status} tells nothing`);
}
