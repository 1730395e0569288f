/** Why a request that was tried brought nothing, and what its author does about it. */
const WORDS: Record<string, string> = {
  'request.url': 'The address is none that can be called. It begins with https:// and a host; values come after it.',
  'request.header': 'A header holds what none can: give the value other words.',
  'request.value': 'A shared value that it names is not there. Make it under Shared values.',
  'request.too-large': 'The answer, or the request, is larger than it may be. Allow a longer answer, or ask for less.',
  'request.secret-missing': 'A secret that it names is not there. Ask a company admin to save it under Shared values.',
  'request.refused-url': 'That address may not be called. Use http or https, and no port that mail or the like uses.',
  'request.refused-address': 'That host is not on the public internet. Only the operator can allow it.',
  'request.refused-redirect': 'It was sent on to another host, and the body does not go there. Give the final address.',
  'request.too-many-redirects': 'It was sent on and on. Give the final address.',
  'request.bad-header': 'A header cannot be sent. Check its name, and that its value has no line breaks.',
  'request.unknown-host': 'No host has that name. Check the address.',
  'request.unreachable': 'Nothing takes the connection there. Check the address, and that the system is up.',
  'request.untrusted': 'Its certificate is not trusted. Have it renewed.',
  'request.timeout': 'It did not answer in time. Give it longer, or ask its owner.',
  'request.bad-answer': 'What came back cannot be read.',
  'request.status': 'It answered that it did not do it.',
  'request.not-json': 'The answer is not JSON, so nothing can be taken out of it.',
  'request.cancelled': 'It was given up.',
};

export function problemWords(code: string): string {
  return WORDS[code] ?? `It could not be sent (${code}).`;
}
