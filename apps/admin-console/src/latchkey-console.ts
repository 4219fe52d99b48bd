import { AuditView } from './audit-view.js';
import { BreachView } from './breach-view.js';
import { LatchkeyConsole } from './console-element.js';
import { MultifactorView } from './multifactor-view.js';
import { PolicyView } from './policy-view.js';
import { ShadowPanel } from './shadow-panel.js';
import { TryPassword } from './try-password.js';
import { WordList } from './word-list.js';

/** The console for pages of hosts: `<latchkey-console>` and what it is made of. */
const ELEMENTS = {
  'latchkey-audit': AuditView,
  'latchkey-breach': BreachView,
  'latchkey-multifactor': MultifactorView,
  'latchkey-policy': PolicyView,
  'latchkey-shadow': ShadowPanel,
  'latchkey-try-password': TryPassword,
  'latchkey-word-list': WordList,
  'latchkey-console': LatchkeyConsole,
};

for (const [name, element] of Object.entries(ELEMENTS)) {
  if (!customElements.get(name)) customElements.define(name, element);
}

export { LatchkeyConsole };
