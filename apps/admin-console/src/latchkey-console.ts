import { AuditView } from './audit/audit-view.js';
import { BreachView } from './breach/breach-view.js';
import { RangeServerPanel } from './breach/range-server.js';
import { ClientsView } from './clients/clients-view.js';
import { LatchkeyConsole } from './console-element.js';
import { ExemptionsView } from './exemptions/exemptions-view.js';
import { MultifactorView } from './multifactor/multifactor-view.js';
import { PolicyView } from './policy/policy-view.js';
import { ShadowPanel } from './policy/shadow-panel.js';
import { TryPassword } from './policy/try-password.js';
import { WordList } from './policy/word-list.js';

/** The console for pages of hosts: `<latchkey-console>` and what it is made of. */
const ELEMENTS = {
  'latchkey-audit': AuditView,
  'latchkey-breach': BreachView,
  'latchkey-clients': ClientsView,
  'latchkey-exemptions': ExemptionsView,
  'latchkey-multifactor': MultifactorView,
  'latchkey-policy': PolicyView,
  'latchkey-range-server': RangeServerPanel,
  'latchkey-shadow': ShadowPanel,
  'latchkey-try-password': TryPassword,
  'latchkey-word-list': WordList,
  'latchkey-console': LatchkeyConsole,
};

for (const [name, element] of Object.entries(ELEMENTS)) {
  if (!customElements.get(name)) customElements.define(name, element);
}

export { LatchkeyConsole };
