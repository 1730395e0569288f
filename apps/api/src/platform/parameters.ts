/** An id in an address, as the OpenAPI document tells it. */
export const idIn = (name: string) => ({ name, format: 'uuid', example: '01938f3e-7c1a-7b60-9b3e-5b0c6a1d2e3f' });
