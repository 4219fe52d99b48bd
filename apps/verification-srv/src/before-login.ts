import type { Provider } from '@nestjs/common';

import {
  AddressLimits,
  AdmitUnproven,
  FindClaimant,
  IdentifierSpelling,
  KnownOrigins,
  LoginIdentifiers,
  RegisteredClients,
  SecurityLog,
  Tenants,
} from '#libs/credentials';
import { NormalisedIdentifiers } from '#libs/login-identifiers';
import {
  Database,
  TypeormLoginIdentifiers,
  TypeormLoginRequests,
  TypeormRegisteredClients,
  TypeormTenants,
} from '#libs/persistence';
import { wired } from '#libs/platform';
import { ListBeforeLogin, LoginRequests } from '#libs/verification';

/** What people are shown who have proven nothing yet: how often, to which pages, and about whom. */
export const beforeLogin = (addresses: AddressLimits): readonly Provider[] => [
  { provide: AddressLimits, useValue: addresses },
  wired(RegisteredClients, TypeormRegisteredClients, [Database]),
  wired(AdmitUnproven, AdmitUnproven, [
    AddressLimits,
    KnownOrigins,
    RegisteredClients,
    SecurityLog,
  ]),
  wired(Tenants, TypeormTenants, [Database]),
  wired(LoginIdentifiers, TypeormLoginIdentifiers, [Database]),
  wired(IdentifierSpelling, NormalisedIdentifiers, []),
  wired(FindClaimant, FindClaimant, [IdentifierSpelling, LoginIdentifiers, SecurityLog]),
  wired(LoginRequests, TypeormLoginRequests, [Database]),
  wired(ListBeforeLogin, ListBeforeLogin, [AdmitUnproven, LoginRequests, Tenants, FindClaimant]),
];
