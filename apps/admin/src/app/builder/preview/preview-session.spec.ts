/** @jest-environment node */
import { type Definition, emptyDefinition, kinds, runScenario } from '@calldocker/flow-engine';
import { PreviewSession } from './preview-session';

const DRAFT: Definition = {
  ...emptyDefinition(),
  start: 'hello',
  nodes: {
    hello: { ...kinds.message.create('en'), text: { en: 'Hello' }, exits: { next: 'menu' } },
    menu: {
      ...kinds.menu.create('en'),
      prompt: { en: 'Which?' },
      choices: [{ id: '1', key: '1', label: { en: 'One' } }],
      exits: { 'choice:1': 'end', noInput: 'end', noMatch: 'end' },
    },
    end: { ...kinds.end.create('en'), text: { en: 'Bye' } },
  },
};

describe('PreviewSession', () => {
  let preview: PreviewSession;

  beforeEach(() => {
    preview = new PreviewSession(
      () => 'flow',
      () => 0,
    );
    preview.start(DRAFT, 'en');
  });

  it('begins at the start, on the first screen', () => {
    expect(preview.nodeId()).toBe('hello');
    expect(preview.seq()).toBe(1);
    expect(preview.step()?.screen).toMatchObject({ kind: 'message', text: 'Hello' });
  });

  it('lights the edges it walks', () => {
    preview.answer({ type: 'continue' });
    preview.answer({ type: 'key', key: '1' });
    expect([...preview.lit()]).toEqual(['hello next', 'menu choice:1']);
    expect(preview.step()?.state.status).toBe('ended');
  });

  it('stays where it is on an input that the screen does not take', () => {
    expect(preview.answer({ type: 'key', key: '1' })).toBe(false);
    expect(preview.nodeId()).toBe('hello');
    expect(preview.seq()).toBe(1);
  });

  it('finishes on the draft it began with, and shows edits after a restart', () => {
    const edited = { ...DRAFT, start: 'end' };
    preview.answer({ type: 'continue' });
    expect(preview.definition()).toBe(DRAFT);
    preview.start(edited, 'en');
    expect(preview.seq()).toBe(1);
    expect(preview.nodeId()).toBe('end');
    expect(preview.lit().size).toBe(0);
  });

  it('says that a flow without a start cannot go on, as a visitor would see it', () => {
    preview.start(emptyDefinition(), 'en');
    expect(preview.step()?.screen).toMatchObject({ kind: 'end', outcome: 'failed' });
  });

  describe('over what stands outside the draft', () => {
    const called: Definition = {
      ...emptyDefinition(),
      start: 'inner',
      nodes: {
        inner: { ...kinds.message.create('en'), text: { en: 'Within' }, exits: { next: 'done' } },
        done: DRAFT.nodes['end']!,
      },
    };
    const calling: Definition = {
      ...emptyDefinition(),
      start: 'call',
      nodes: {
        call: { ...kinds.subflow.create('en'), flow: 'other', exits: { returned: 'ask', failed: 'end' } },
        ask: {
          ...kinds.request.create('en'),
          url: '{env:shop}/orders',
          take: [{ variable: 'state', path: 'state' }],
          exits: { success: 'end', failed: 'end' },
        },
        end: DRAFT.nodes['end']!,
      },
      variables: { state: { type: 'text', personal: false } },
    };

    beforeEach(() => {
      preview = new PreviewSession(
        () => 'flow',
        () => 0,
        () => ({
          bindings: { values: { shop: 'https://shop.example' } },
          subflows: { 'other@active': { flowId: 'o', definition: called } },
        }),
      );
      preview.start(calling, 'en');
    });

    it('stands on the node that called the other flow, and lights no edge of that flow', () => {
      expect(preview.step()?.screen).toMatchObject({ kind: 'message', text: 'Within' });
      expect(preview.nodeId()).toBe('call');
      expect(preview.current()).toBe(called);
      preview.answer({ type: 'continue' });
      expect([...preview.lit()]).toEqual(['call returned']);
      expect(preview.nodeId()).toBe('ask');
    });

    it('waits for somebody to say what a request brought, and keeps it', () => {
      expect(preview.awaited()).toBeNull();
      preview.answer({ type: 'continue' });
      const effect = preview.awaited();
      expect(effect).toMatchObject({ type: 'request', url: 'https://shop.example/orders' });
      preview.answer({ type: 'result', effectId: effect?.id ?? '', status: 'ok', values: { state: 'sent' } });
      expect(preview.awaited()).toBeNull();
      expect(preview.step()?.state).toMatchObject({ status: 'ended', variables: { state: 'sent' } });
    });
  });

  it('steps back to the screen before, and lets the edge to it go dark', () => {
    expect(preview.mayStepBack()).toBe(false);
    preview.answer({ type: 'continue' });
    preview.answer({ type: 'key', key: '1' });
    preview.stepBack();
    expect([preview.nodeId(), preview.seq(), [...preview.lit()]]).toEqual(['menu', 2, ['hello next']]);
    preview.stepBack();
    preview.stepBack();
    expect([preview.nodeId(), preview.seq()]).toEqual(['hello', 1]);
    expect(preview.answer({ type: 'continue' })).toBe(true);
  });

  describe('with variables and a clock', () => {
    const set = kinds.branch.create('en') as Extract<Definition['nodes'][string], { kind: 'branch' }>;
    const draft: Definition = {
      ...DRAFT,
      variables: { plan: { type: 'text', personal: false } },
      nodes: {
        ...DRAFT.nodes,
        menu: { ...DRAFT.nodes['menu']!, exits: { 'choice:1': 'which', noInput: 'end', noMatch: 'end' } },
        which: {
          ...set,
          rows: [{ id: '1', name: '', all: [{ variable: 'plan', operator: 'equals', value: 'gold' }] }],
          exits: { 'row:1': 'hours', otherwise: 'end', else: 'end' },
        },
        hours: {
          ...kinds.hours.create('en'),
          timeZone: 'UTC',
          week: Array.from({ length: 7 }, () => [{ from: '09:00', to: '17:00' }]),
          exits: { open: 'hello', closed: 'end', holiday: 'end', emergency: 'end' },
        } as Definition['nodes'][string],
      },
    };
    const walk = () => {
      preview.answer({ type: 'continue' });
      preview.answer({ type: 'key', key: '1' });
      return preview.nodeId();
    };

    it('goes where a value that was given by hand leads, at the time that was set', () => {
      preview.start(draft, 'en');
      preview.setVariable('plan', 'gold');
      preview.clock.set(Date.UTC(2026, 0, 5, 12));
      expect(walk()).toBe('hello');
      preview.clock.set(Date.UTC(2026, 0, 5, 20));
      preview.start(draft, 'en', { plan: 'gold' });
      expect(walk()).toBe('end');
      preview.clock.set(Date.UTC(2026, 0, 5, 12));
      preview.start(draft, 'en');
      expect(walk()).toBe('end');
    });

    it('is recorded as a test that passes, unless values were changed on the way', () => {
      preview.clock.set(Date.UTC(2026, 0, 5, 12));
      preview.start(draft, 'en');
      preview.setVariable('plan', 'gold');
      walk();
      const scenario = preview.recorded('Gold is served')!;
      expect(scenario).toMatchObject({ name: 'Gold is served', expect: { at: 'hello', outcome: null } });
      expect(runScenario({ flowId: 'flow', definition: draft }, scenario).failures).toEqual([]);
      preview.setVariable('plan', 'silver');
      expect(preview.recorded('x')).toBeNull();
      expect(preview.unrecordable()).toContain('Step back');
    });
  });
});
