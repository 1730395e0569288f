/**
 * Puts the keyboard into the field of a path (`choices.0.label`), or into what it stands in where that is folded. Fields
 * say their path by `data-path`.
 */
export function focusField(within: HTMLElement, path: string): void {
  for (let tried = path; tried !== ''; tried = tried.slice(0, Math.max(0, tried.lastIndexOf('.')))) {
    const place = within.querySelector<HTMLElement>(`[data-path="${CSS.escape(tried)}"]`);
    if (!place) continue;
    for (let fold = place.closest('details'); fold; fold = fold.parentElement?.closest('details') ?? null)
      fold.open = true;
    const box = place.matches('input, textarea') ? place : place.querySelector<HTMLElement>('textarea, input, button');
    box?.focus();
    return;
  }
}
