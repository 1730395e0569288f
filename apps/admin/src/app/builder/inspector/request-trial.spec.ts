import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { type RequestNode, emptyDefinition, kinds } from '@calldocker/flow-engine';
import { Api } from '../../api/api';
import { DraftStore } from '../draft/draft-store';
import { RequestTrial } from './request-trial';

const NODE = {
  ...kinds.request.create('en'),
  url: 'https://shop.example/orders/{order}',
  take: [{ variable: 'status', path: 'order.status' }],
} as RequestNode;
const ANSWER = {
  exit: 'success',
  problem: null,
  sent: { method: 'GET', url: 'https://shop.example/orders/B8', headers: [], body: null },
  answer: { status: 200, headers: [], body: '{"order":{"status":"sent"}}', bytes: 27 },
  takes: [{ variable: 'status', path: 'order.status', value: 'sent' }],
  ms: 84,
};

describe('trying a request', () => {
  const asked: unknown[][] = [];
  let answer: () => Promise<unknown>;
  let fixture: ReturnType<typeof TestBed.createComponent<RequestTrial>>;
  let page: HTMLElement;

  beforeEach(() => {
    // jsdom knows no modal dialogs.
    HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
      this.open = true;
    };
    asked.length = 0;
    answer = () => Promise.resolve(ANSWER);
    const store = new DraftStore(signal({}));
    const text = { type: 'text', personal: false } as const;
    store.load({ ...emptyDefinition(), variables: { order: { ...text, initial: 'A7' }, status: text, other: text } });
    const tryRequest = (...args: unknown[]) => {
      asked.push(args);
      return answer();
    };
    TestBed.configureTestingModule({
      providers: [
        { provide: DraftStore, useValue: store },
        { provide: Api, useValue: { tryRequest } },
      ],
    });
    fixture = TestBed.createComponent(RequestTrial);
    fixture.componentRef.setInput('node', NODE);
    fixture.detectChanges();
    page = fixture.nativeElement;
  });

  async function send(): Promise<string> {
    page.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }));
    await fixture.whenStable();
    fixture.detectChanges();
    return page.querySelector('.came')?.textContent ?? '';
  }

  it('asks for the variables it names alone, and sends what was given', async () => {
    const boxes = [...page.querySelectorAll('input')];
    expect(boxes.map(({ value }) => value)).toEqual(['A7']);
    boxes[0]!.value = 'B8';
    boxes[0]!.dispatchEvent(new Event('input'));
    await send();
    expect(asked[0]?.slice(0, 2)).toMatchObject([NODE, { order: { initial: 'B8' }, status: { type: 'text' } }]);
  });

  it('shows the status, the time and what would be kept', async () => {
    const came = await send();
    for (const word of ['200', 'Found', '84 ms', '27 bytes', 'status', 'sent']) expect(came).toContain(word);
    expect(page.querySelector('pre')?.textContent).toContain('{\n  "order"');
  });

  it('says why nothing came, and what to do', async () => {
    answer = () => Promise.resolve({ ...ANSWER, exit: 'failed', problem: 'request.timeout', answer: null, takes: [] });
    expect(await send()).toContain('It did not answer in time. Give it longer');
  });
});
