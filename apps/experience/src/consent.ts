/**
 * The question's text (privacy/words). Who has answered another one is asked again: a new version comes with each change
 * of what is asked for. The session's record names it.
 */
export const CONSENT_TEXT = '2026-11';

/** Do Not Track and Global Privacy Control: an answer that was given before we could ask. */
export function isSignalled(browser: Navigator): boolean {
  return browser.doNotTrack === '1' || ('globalPrivacyControl' in browser && browser.globalPrivacyControl === true);
}
