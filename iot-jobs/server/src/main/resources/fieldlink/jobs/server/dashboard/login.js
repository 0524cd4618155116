import { translatePage } from './i18n.js';

translatePage();
document.getElementById('wrong').hidden = !new URLSearchParams(location.search).has('error');
