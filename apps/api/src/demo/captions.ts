/** What the host of the welcome says, as WebVTT, by language. */
export const CAPTIONS: Readonly<Record<string, string>> = {
  en: captions('Hello, and welcome to Brightwater Cycles.', 'Tell me what you need,\nand I will sort it out.'),
  de: captions(
    'Hallo und willkommen\nbei Brightwater Cycles.',
    'Sagen Sie mir, was Sie brauchen.\nIch kümmere mich darum.',
  ),
};

function captions(first: string, second: string): string {
  return `WEBVTT

00:00.600 --> 00:03.900
${first}

00:04.200 --> 00:07.800
${second}
`;
}
