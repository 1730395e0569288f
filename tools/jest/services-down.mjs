export default async function servicesDown() {
  await globalThis.stopTestServices?.();
}
