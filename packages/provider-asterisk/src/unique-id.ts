/** The uniqueid of a channel: seconds since 1970 and a number, behind the system's name if it has one. */
export const uniqueIdShape = /^(?:.+-)?\d+\.\d+$/s;
