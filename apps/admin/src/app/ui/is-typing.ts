/** Whether a key meant for the page would go into a field, or to a dialog that lies over the page. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input, textarea, select') || target.closest('dialog[open]') !== null)
  );
}
