import type { ShownPolicy } from '#libs/credentials';
import type { Language } from '#libs/password-policy';
import { requirements } from '#libs/password-policy';

type Texts = Readonly<Record<Language, string>>;

interface Element {
  readonly reference: string;
  readonly type: 'Regular' | 'Action' | 'Password' | 'Link' | 'Button';
  readonly description: Texts;
  readonly placement: 'header' | 'body' | 'footer';
}

/** The screen as it is published: every element in its order and spelling. */
const ELEMENTS: readonly Element[] = [
  {
    reference: 'title',
    type: 'Regular',
    description: { en: 'Displays Change password', de: 'Zeigt „Passwort ändern“' },
    placement: 'header',
  },
  {
    reference: 'close',
    type: 'Action',
    description: { en: 'Dismisses the dialog', de: 'Schließt den Dialog' },
    placement: 'header',
  },
  {
    reference: 'current-password',
    type: 'Password',
    description: { en: 'Current password input field', de: 'Eingabefeld für das jetzige Passwort' },
    placement: 'body',
  },
  {
    reference: 'new-password',
    type: 'Password',
    description: { en: 'New password input field', de: 'Eingabefeld für das neue Passwort' },
    placement: 'body',
  },
  {
    reference: 'password-rules',
    type: 'Regular',
    description: { en: 'Password requirement hint', de: 'Hinweis, was das Passwort erfüllen muss' },
    placement: 'body',
  },
  {
    reference: 'reset-password',
    type: 'Link',
    description: {
      en: 'Opens the reset password flow',
      de: 'Öffnet das Zurücksetzen des Passworts',
    },
    placement: 'body',
  },
  {
    reference: 'cancel',
    type: 'Button',
    description: {
      en: 'Closes the dialog without changes',
      de: 'Schließt den Dialog, ohne etwas zu ändern',
    },
    placement: 'footer',
  },
  {
    reference: 'update-password',
    type: 'Button',
    description: { en: 'Submits the password update', de: 'Sendet das neue Passwort ab' },
    placement: 'footer',
  },
];

const LEVEL = 1;

/** The screen for one person: the element of the rules carries what is asked of their password. */
export const screenWire = ({ policy }: ShownPolicy, language: Language) => ({
  screen: 'change-password',
  elements: ELEMENTS.map(({ reference, type, description, placement }) => ({
    level: LEVEL,
    reference,
    type,
    description: description[language],
    placement,
    ...(reference === 'password-rules' && {
      requirements: requirements(policy, language).map(({ code, parameters, text }) => ({
        code,
        ...parameters,
        text,
      })),
    }),
  })),
});
