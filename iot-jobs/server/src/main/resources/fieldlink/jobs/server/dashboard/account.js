// The operator's own password. The first one, which the server printed, has worked once and never again.
import * as api from './api.js';
import { closeDialog, formDialog, h, notice } from './dom.js';
import { t } from './i18n.js';

export async function accountDialog() {
  const { operator } = await api.session();
  passwordDialog(operator ?? 'operator', null);
}

/** Asks who came in with the printed password for one of his own. */
export async function askForPassword() {
  const { operator, password_set: isSet } = await api.session();
  if (operator && isSet === false) {
    passwordDialog(operator, t('passwordOnce'));
  }
}

function passwordDialog(operator, why) {
  formDialog({
    title: t('setPassword'),
    fields: [
      why ? h('p', {}, why) : null,
      h('label', {}, t('operatorName'), h('input', { name: 'username', value: operator, autocomplete: 'username', readonly: true })),
      h('label', {}, t('newPassword'), h('input', { name: 'password', type: 'password', minlength: 8, required: true, autocomplete: 'new-password' })),
    ],
    submit: t('save'),
    cancel: t('later'),
    work: async (form) => {
      await api.setPassword(operator, form.elements.password.value);
      closeDialog();
      notice(t('saved'));
    },
  });
}
