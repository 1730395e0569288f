import type { OptionsWords } from '../words.js';

export const words: OptionsWords = {
  goOnBy: 'كيف تود المتابعة؟',
  modes: { video: 'فيديو', audio: 'صوت', text: 'نص' },
  modesAbout: {
    video: 'شاهد المضيف واسمعه',
    audio: 'استمع، حتى والشاشة مطفأة',
    text: 'اقرأ كل شيء من دون صوت',
  },
  otherDevice: 'المتابعة على جهاز آخر',
  otherDeviceHow: 'امسح هذا الرمز بالجهاز الآخر، أو افتح الرابط هناك. يعمل مرة واحدة، لمدة عشر دقائق.',
  qrCode: 'رمز يحمل الرابط',
  link: 'الرابط',
  copyLink: 'نسخ الرابط',
  copied: 'تم النسخ',
  linkAway: 'تعذّر إنشاء رابط. تحقق من الاتصال ثم حاول مجددًا.',
  background: 'صوت الخلفية',
  backgroundAbout: 'موسيقى أو أجواء تحت الكلام',
};
