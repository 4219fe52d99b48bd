import type { ScreenLanguage } from '#libs/screen-design';

const NAMES: Readonly<Record<ScreenLanguage, Readonly<Record<string, string>>>> = {
  en: {
    password_changed: 'Password changed',
    password_set: 'First password set',
    password_reset: 'Password reset',
    password_removed: 'Password removed',
    password_imported: 'Password imported',
    password_locked: 'Attempts stopped',
    password_unlocked: 'Attempts allowed again',
    password_change_required: 'Change required',
    password_changes_required: 'Change required of many',
    password_expiring: 'Reminded of expiry',
    password_policy_changed: 'Policy changed',
    password_policy_shadow_published: 'Policy put in shadow',
    password_policy_shadow_withdrawn: 'Policy in shadow withdrawn',
    deny_list_changed: 'Own words changed',
    multifactor_settings_changed: 'Multifactor settings changed',
    clients_changed: 'Registered pages and origins changed',
    sessions_ended: 'Signed out everywhere',
    exemption_granted: 'Exemption granted',
    exemption_ended: 'Exemption ended',
  },
  de: {
    password_changed: 'Passwort geändert',
    password_set: 'Erstes Passwort gesetzt',
    password_reset: 'Passwort zurückgesetzt',
    password_removed: 'Passwort entfernt',
    password_imported: 'Passwort importiert',
    password_locked: 'Versuche gestoppt',
    password_unlocked: 'Versuche wieder erlaubt',
    password_change_required: 'Änderung verlangt',
    password_changes_required: 'Änderung von vielen verlangt',
    password_expiring: 'An den Ablauf erinnert',
    password_policy_changed: 'Regeln geändert',
    password_policy_shadow_published: 'Regeln in den Schatten gestellt',
    password_policy_shadow_withdrawn: 'Regeln aus dem Schatten zurückgezogen',
    deny_list_changed: 'Eigene Wörter geändert',
    multifactor_settings_changed: 'Multifaktor-Einstellungen geändert',
    clients_changed: 'Registrierte Seiten und Herkünfte geändert',
    sessions_ended: 'Überall abgemeldet',
    exemption_granted: 'Ausnahme erteilt',
    exemption_ended: 'Ausnahme beendet',
  },
};

/** An event that this page is too old to know keeps its own name. */
export const eventName = (type: string, language: ScreenLanguage): string =>
  NAMES[language][type] ?? type.replaceAll('_', ' ');
