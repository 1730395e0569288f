import { transcriptPage, transcriptText } from './transcript.js';

const cue = (start: number, end: number, text: string): { start: number; end: number; text: string } => ({
  start,
  end,
  text,
});
const said = {
  ...{ title: 'Tour <b>1</b>', language: 'en', label: 'English' },
  cues: [
    cue(1, 3, '<v Ana>Welcome\nto the shop.'),
    cue(3, 5, '<v Ana>Come in. <v Tom>Hello!'),
    cue(9, 12, '<v Tom>Tom & <script>alert(1)</script> &lt;3'),
    cue(7.5, 8, 'A bell.'),
  ],
};

describe('a transcript', () => {
  it('is text by speakers and pauses, in the order of time', () => {
    expect(transcriptText(said)).toBe(
      'Tour <b>1</b>\n\nAna: Welcome to the shop. Come in.\n\nTom: Hello!\n\nA bell.\n\nTom: Tom & <script>alert(1)</script> <3\n',
    );
  });

  it('is a page on which nothing of it is markup', () => {
    const page = transcriptPage(said);
    expect(page).toContain('<time>0:01</time><p><b>Ana:</b> Welcome to the shop. Come in.</p>');
    expect(page).toContain('Tom &amp; &lt;script&gt;alert(1)&lt;/script&gt; &lt;3');
    expect(page).toContain('<title>Tour &lt;b&gt;1&lt;/b&gt;</title>');
    expect(page).not.toContain('<script');
  });

  it('runs the way its language does', () => {
    expect(transcriptPage({ ...said, language: 'ar' })).toContain('<html lang="ar" dir="rtl">');
    expect(transcriptPage(said)).toContain('<html lang="en" dir="ltr">');
  });
});
