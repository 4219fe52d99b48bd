/** Steps that a person takes on the demo's pages, for screenshots. */

/** Signs in as the page itself would; the cookie is the browser's. */
export async function signedIn(page, base, user, password) {
  const headers = { origin: base };
  const post = (path, data) => page.request.post(`${base}${path}`, { data, headers });
  const begun = await (await post('/demo/sign-in', { user, ...(password && { password }) })).json();
  if (begun.signed_in) return;
  await post('/demo/sign-in/code', { code: await newestCode(page, base) });
}

export async function newestCode(page, base) {
  const mails = await (await page.request.get(`${base}/mailbox.json`)).json();
  return mails.map(({ text }) => /\b\d{6,8}\b/.exec(text)?.[0]).find(Boolean);
}

/** Account, Edit account, Change password: the steps of the published workflow. */
export async function openDialog(page, base) {
  await page.goto(`${base}/profile`);
  await page.locator('.person-card .primary').click();
  await page.locator('.rows .primary').click();
  await page.locator('latchkey-password dialog').waitFor();
}

export async function typed(page, id, text) {
  await page.locator(`#${id}`).fill(text);
}
