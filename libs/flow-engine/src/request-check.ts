/** What an author has to mend in a request before it can be sent. */
import type { Template } from './definition.js';
import { isAnswerPath } from './extract.js';
import type { Inspection } from './kind.types.js';
import type { RequestNode } from './kinds/request.js';
import { hasFixedHost, isHeaderText, isJsonTemplate } from './request-text.js';
import { templateParts } from './templates.js';

/** They say how the message travels, and are whose business that is. */
const TRAVEL = new Set([
  'accept-encoding',
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

export function checkRequest(node: RequestNode, inspection: Inspection): void {
  checkText(node.url, 'url', inspection);
  if (!hasFixedHost(node.url)) {
    inspection.error('request.url', 'its address does not say which server is asked, whatever the variables hold.', {
      field: 'url',
      repair:
        'Begin with https:// and a host, or with a value of the company such as {env:shop-url}, and put a / before the first variable.',
    });
  }
  for (const [index, { name, value }] of node.headers.entries()) {
    checkHeader(name, value, `headers.${index}`, inspection);
  }
  checkBody(node, inspection);
  checkTaken(node, inspection);
  inspection.optionalText(node.prompt, 'prompt', 'text shown meanwhile');
  inspection.optionalMedia(node.media, 'media', ['video', 'audio']);
}

function checkText(template: Template, field: string, inspection: Inspection, json = false): void {
  const { parts, balanced } = templateParts(template, json);
  if (!balanced && !json) {
    inspection.error('template.braces', 'a brace stands alone. Write {{ and }} for braces, {name} for a variable.', {
      field,
    });
  }
  for (const part of parts) {
    if (typeof part === 'string') continue;
    if ('variable' in part) inspection.variable(part.variable, field);
    else if ('env' in part) inspection.binding('values', part.env, field);
    else if (field !== 'url') inspection.binding('secrets', part.secret, field);
    else {
      inspection.error('request.secret', 'a secret cannot stand in the address, for addresses are written to logs.', {
        field,
        repair: 'Send the secret in a header or in the body.',
      });
    }
  }
}

function checkHeader(name: string, value: Template, field: string, inspection: Inspection): void {
  checkText(value, `${field}.value`, inspection);
  if (TRAVEL.has(name.toLowerCase())) {
    inspection.error('request.header', `the header ${name} says how the request travels and cannot be set.`, {
      field: `${field}.name`,
      repair: 'Remove this header.',
    });
  }
  if (!isHeaderText(value)) {
    inspection.error('request.header', `the header ${name} has a character that headers cannot carry.`, {
      field: `${field}.value`,
      repair: 'Write it in one line of Latin letters, digits and signs.',
    });
  }
}

function checkBody({ body, bodyType, method }: RequestNode, inspection: Inspection): void {
  if (!body?.trim()) return;
  checkText(body, 'body', inspection, bodyType === 'json');
  if (method === 'GET') {
    inspection.warning('request.body', 'a GET request sends no body.', {
      field: 'body',
      repair: 'Clear the body, or choose POST.',
    });
  } else if (bodyType === 'json' && !isJsonTemplate(body)) {
    inspection.error('request.body', 'its body is not JSON.', {
      field: 'body',
      repair: 'Correct the JSON: names and texts stand in quotation marks, and commas between entries.',
    });
  }
}

function checkTaken({ take }: RequestNode, inspection: Inspection): void {
  const taken = new Set<string>();
  for (const [index, { variable, path }] of take.entries()) {
    inspection.variable(variable, `take.${index}.variable`);
    if (!isAnswerPath(path)) {
      inspection.error('request.path', `“${path}” does not say what to take from the answer.`, {
        field: `take.${index}.path`,
        repair: 'Write the names of fields and places in lists with points between them, as in order.lines.0.price.',
      });
    }
    if (variable !== '' && taken.has(variable)) {
      inspection.error('take.duplicate', `${variable} is filled twice.`, {
        field: `take.${index}.variable`,
        repair: 'Take another variable, or remove one of the two.',
      });
    }
    taken.add(variable);
  }
}
