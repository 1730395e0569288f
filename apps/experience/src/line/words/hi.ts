import type { LineWords } from '../words.js';

export const words: LineWords = {
  inLine: (place) => (place === 1 ? 'अगली बारी आपकी है' : `क़तार में आपका नंबर ${place} है`),
  badge: (place) => `नं. ${place}`,
  offered: 'कोई अभी उत्तर देने वाला है',
  finding: 'आपकी जगह खोज रहे हैं',
  you: 'आप',
  agent: 'एजेंट',
  before: (count) => `आपसे पहले ${count} लोग`,

  underMinute: 'संभवतः एक मिनट से कम',
  upTo: (minutes) => `संभवतः ${minutes} मिनट से कम`,
  about: (minutes) => `संभवतः लगभग ${minutes} मिनट`,
  between: (from, to) => `संभवतः ${from} से ${to} मिनट`,
  fourInFive: '5 में से 4 लोगों को इतने समय में उत्तर मिलता है। किसी को अधिक समय लगे तो यह बदलता है।',
  unknown: 'अभी नहीं कह सकते कि कितना समय लगेगा। आपकी जगह सुरक्षित है।',
  stale: 'कनेक्शन टूटने के समय ऐसा था। आपकी जगह सुरक्षित है।',
  now: 'अभी',
  minutes: (count) => `${count} मिनट`,

  kept: 'यह पेज फिर लोड करें या बाद में लौटें: आपकी जगह सुरक्षित है।',
  leave: 'क़तार छोड़ें',
  callMe: 'मेरी जगह रखें और मुझे फ़ोन करें',
  clock: (from, to) => `संभवतः ${from} और ${to} के बीच`,
  clockAbout: (time) => `संभवतः लगभग ${time}`,
  stays: (place) => `क़तार में आपका नंबर ${place} ही रहेगा`,
  keptMeanwhile: 'क़तार में आपकी जगह सुरक्षित है।',
};
