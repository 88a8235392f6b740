import { answerJson } from '@cdr/provider-kit';

/** By name: status, message, description, as the pages of `/pbx/cdrstats` and `/ping` have them. */
const errors = {
  access_denied: [403, 'access_denied', 'Insufficient access level'],
  internal_error: [500, 'internal_error', 'Unspecified'],
  expired: [401, 'expired', 'Session has expired, please login'],
  no_token: [401, 'credentials_invalid', 'Authorization required, please login'],
  format_error: [
    401,
    'format_error',
    'Authorization header format is Authorization: Bearer <token>',
  ],
  invalid_token: [401, 'invalid_token', 'Please login'],
  // The documents don't say how these are refused.
  wrong_login: [401, 'credentials_invalid', 'Wrong user name or password'],
  not_found: [404, 'not_found', 'No such resource'],
  method_not_allowed: [405, 'method_not_allowed', 'Another method is needed'],
} as const satisfies Record<string, readonly [number, string, string]>;

const invalid: Readonly<Record<string, string>> = {
  format: 'Invalid format',
  from: 'Invalid date range',
  groupingInterval: 'Invalid grouping interval - use MONTH, WEEK, DAY or HOUR',
};

/** An error in the vendor's words; in which form they are written isn't documented. */
export function answerError(name: keyof typeof errors): Response {
  const [code, message, description] = errors[name];
  return answerJson(code, JSON.stringify({ code, message, description }));
}

/** The refusal of a parameter's value. */
export function answerInvalid(parameter: string): Response {
  const description = invalid[parameter] ?? `Invalid ${parameter}`;
  return answerJson(422, JSON.stringify({ code: 422, message: parameter, description }));
}
