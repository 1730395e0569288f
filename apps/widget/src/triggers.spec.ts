/** @jest-environment jsdom */
import fc from 'fast-check';
import { arm, isPage, matches, type Triggers } from './triggers.js';

describe('a pattern', () => {
  it('means what a regular expression with .* would', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '/', '.'), maxLength: 12 });
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '/', '.', '*'), maxLength: 8 });
    fc.assert(
      fc.property(pattern, text, (wildcard, address) => {
        const source = wildcard.replaceAll('.', '\\.').replaceAll('*', '.*');
        expect(matches(wildcard, address)).toBe(new RegExp(`^${source}$`).test(address));
      }),
      { numRuns: 2_000 },
    );
  });

  it('is about the path, or about the origin too; none is about every page', () => {
    const at = { origin: 'https://shop.example', pathname: '/basket/pay' };
    expect([['/basket/*'], ['https://shop.example/*'], []].map((each) => isPage(each, at))).toEqual([true, true, true]);
    expect([['/basket'], ['https://other.example/*']].map((each) => isPage(each, at))).toEqual([false, false]);
  });
});

describe('a widget that opens by itself', () => {
  let disarm = (): void => undefined;
  beforeEach(() => {
    jest.useFakeTimers();
    sessionStorage.clear();
    history.replaceState(null, '', '/');
    document.body.replaceChildren();
  });
  afterEach(() => {
    disarm();
    jest.useRealTimers();
  });

  function armed(triggers: Triggers) {
    const open = jest.fn(() => {
      widget.opened = true;
      widget.dispatchEvent(new Event('calldocker:open'));
    });
    const widget = Object.assign(document.createElement('div'), { opened: false, open });
    document.body.append(widget);
    disarm = arm(widget, 'key', triggers);
    return widget;
  }

  it('does so after its time, once in a visit, and stays closed when it is closed', () => {
    const widget = armed({ delaySeconds: 5 });
    jest.advanceTimersByTime(4_900);
    expect(widget.open).not.toHaveBeenCalled();
    jest.advanceTimersByTime(200);
    expect(widget.open).toHaveBeenCalledTimes(1);
    widget.opened = false;
    history.pushState(null, '', '/next');
    jest.advanceTimersByTime(20_000);
    expect(widget.open).toHaveBeenCalledTimes(1);
    disarm();
    // The next page of the same visit.
    const next = armed({ delaySeconds: 0 });
    jest.advanceTimersByTime(20_000);
    expect(next.open).not.toHaveBeenCalled();
  });

  it('does not when it was opened by hand', () => {
    const widget = armed({ delaySeconds: 5 });
    widget.dispatchEvent(new Event('calldocker:open'));
    jest.advanceTimersByTime(20_000);
    expect(widget.open).not.toHaveBeenCalled();
  });

  it('waits while somebody is in a field, and until they have left it', () => {
    const field = document.body.appendChild(document.createElement('input'));
    field.focus();
    const widget = armed({ delaySeconds: 1 });
    jest.advanceTimersByTime(10_000);
    expect(widget.open).not.toHaveBeenCalled();
    field.blur();
    jest.advanceTimersByTime(1_100);
    expect(widget.open).toHaveBeenCalledTimes(1);
  });

  it('lies over no dialog of the page’s own', () => {
    const dialog = document.body.appendChild(document.createElement('div'));
    dialog.setAttribute('aria-modal', 'true');
    const widget = armed({ delaySeconds: 1 });
    jest.advanceTimersByTime(10_000);
    expect(widget.open).not.toHaveBeenCalled();
  });

  it('finds the page it is for when the address changes without a load', () => {
    const widget = armed({ delaySeconds: 2, pages: ['/basket*'] });
    jest.advanceTimersByTime(10_000);
    expect(widget.open).not.toHaveBeenCalled();
    history.pushState(null, '', '/basket/pay');
    jest.advanceTimersByTime(3_100);
    expect(widget.open).toHaveBeenCalledTimes(1);
  });

  it('does so when the mouse leaves by the top, and by no other side', () => {
    const widget = armed({ exitIntent: true });
    const leave = (clientY: number) =>
      document.documentElement.dispatchEvent(new MouseEvent('mouseleave', { clientY }));
    leave(400);
    expect(widget.open).not.toHaveBeenCalled();
    leave(-1);
    expect(widget.open).toHaveBeenCalledTimes(1);
  });
});
