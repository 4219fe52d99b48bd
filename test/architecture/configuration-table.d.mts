export const CONFIGURATION_DOCUMENT: string;
export function configurationDocument(settingsOf: object): Promise<string>;
