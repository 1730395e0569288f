import type { OptionsWords } from '../words.js';

export const words: OptionsWords = {
  goOnBy: 'आप कैसे आगे बढ़ना चाहेंगे?',
  modes: { video: 'वीडियो', audio: 'आवाज़', text: 'लिखित' },
  modesAbout: {
    video: 'मेज़बान को देखें और सुनें',
    audio: 'सुनें, स्क्रीन बंद होने पर भी',
    text: 'सब कुछ पढ़ें, बिना आवाज़ के',
  },
  otherDevice: 'दूसरे डिवाइस पर जारी रखें',
  otherDeviceHow: 'दूसरे डिवाइस से यह कोड स्कैन करें, या वहाँ लिंक खोलें। यह एक बार, दस मिनट तक काम करता है।',
  qrCode: 'लिंक वाला कोड',
  link: 'लिंक',
  copyLink: 'लिंक कॉपी करें',
  copied: 'कॉपी हो गया',
  linkAway: 'लिंक नहीं बन सका। कनेक्शन जाँचें, फिर कोशिश करें।',
  background: 'पृष्ठभूमि ध्वनि',
  backgroundAbout: 'बातों के पीछे संगीत या माहौल',
};
