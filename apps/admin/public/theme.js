// Before the first paint, so that a chosen theme never flashes. The rest is in shell/theme.ts.
try {
  const theme = localStorage.getItem('calldocker.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage is blocked: the system's theme is used.
}
