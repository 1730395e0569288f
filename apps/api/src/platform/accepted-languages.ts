/** `nl-BE,nl;q=0.9,en;q=0.8` as tags. Browsers send them best first. */
export function acceptedLanguages(header: string | undefined): string[] {
  const tags = (header ?? '').slice(0, 500).split(',');
  return tags.flatMap((tag) => /^\s*([a-z]{1,8}(?:-[a-z0-9]{1,8})*)/i.exec(tag)?.[1] ?? []).slice(0, 20);
}
