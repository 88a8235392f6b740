import { answerJson } from '@cdr/provider-kit';

/** The frame that the vendor puts around its answers. */
export interface Answers {
  error(status: number, message: string, headers?: Record<string, string>): Response;
  /** `texts` are the JSON of the rows. */
  list(texts: readonly string[], totalCount: number): Response;
}

/** `success` says how that member is written: the documents have it as a boolean and as text. */
export function createAnswers(success: 'boolean' | 'text'): Answers {
  function frame(isSuccess: boolean, members: string): string {
    return `{"success":${success === 'text' ? `"${isSuccess}"` : isSuccess},${members}}`;
  }
  return {
    error(status, message, headers) {
      return answerJson(status, frame(false, `"message":${JSON.stringify(message)}`), headers);
    },
    list(texts, totalCount) {
      const members = `"data":[${texts.join(',')}],"otherData":{"totalCount":${totalCount}}`;
      return answerJson(200, frame(true, `${members},"message":"OK"`));
    },
  };
}
