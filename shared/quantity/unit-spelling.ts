const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹'

/**
 * A unit without what people and laboratories write differently: spaces, the brackets of UCUM, µ (as u), powers of ten
 * (as `10^9`, also where a raised digit was lost on the way), and the litre (as a capital). Case stays as it is but for
 * the litre: mCi is no MCi.
 */
export const tidyUnit = (written: string): string =>
  written
    .replace(/[\s[\]{}]/g, '')
    .replace(/litre|liter/i, 'L')
    .replace(/[µμ]|micro|mc(?=[gLlmk])/g, 'u')
    .replace(/^[x×]?10[⁰¹²³⁴⁵⁶⁷⁸⁹]/, (power) => power.replace('10', '10^'))
    .replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹]/g, (digit) => String(superscripts.indexOf(digit)))
    .replace(/^[x×]?10(?:(?:\*{1,2}|[eE^])(?=[1-9])|(?=[1-9]\d?\/))/, '10^')
    .replace(/m\^([23])/, 'm$1')
    .replace('1,73', '1.73')
    .replace(/^gm\//, 'g/')
    .replace(/^([dm]?)l\//, '$1L/')
    .replace(/\/([dmu]?)l$/, '/$1L')
