import { typeOf } from '../rules/rule'
import { environmentOf } from '../rules/scope'
import type { CompiledStudy } from './compile'
import type { SuspectDef } from './safety-definition'

/** What its safety part names that the study does not have, and marks that are no question, one sentence each. */
export function safetyProblems(study: CompiledStudy): readonly string[] {
  const { safety, forms } = study.version
  if (!safety) return []
  const events = forms.filter(({ domain }) => domain === 'AE')
  const { suspects = [], marks = [], report } = safety
  return [
    ...(events.length === 0 ? ['safety: there is no form of adverse events'] : []),
    ...[suspects.map(({ code }) => code), marks.map(({ oid }) => oid)].flatMap((names) =>
      names.filter((name, i) => names.indexOf(name) < i).map((name) => `safety: ${name} is there twice`),
    ),
    ...events.flatMap((form) => [
      ...suspects
        .flatMap(({ relation, action }) => [relation, ...(action === undefined ? [] : [action])])
        .filter((oid) => !study.item(form.oid, oid))
        .map((oid) => `safety: ${form.oid} does not ask ${oid}`),
      ...marks.flatMap(({ oid, when }) => {
        const found = typeOf(environmentOf(study, form, undefined, false), when)
        if ('problem' in found) return [`safety: mark ${oid}: ${when}: ${found.problem}`]
        return found.type === 'bool' ? [] : [`safety: mark ${oid}: ${when} is ${found.type}, not bool`]
      }),
    ]),
    ...suspects.flatMap(({ code, given }) => (given ? givenProblems(study, code, given) : [])),
    ...(report && !study.form(report.form) ? [`safety: there is no form ${report.form}`] : []),
  ]
}

function givenProblems(
  study: CompiledStudy,
  code: string,
  { form, start, end, amount, drug }: NonNullable<SuspectDef['given']>,
): readonly string[] {
  if (!study.form(form)) return [`safety: ${code}: there is no form ${form}`]
  return [start, end, amount, drug?.item]
    .flatMap((oid) => oid ?? [])
    .filter((oid) => !study.item(form, oid))
    .map((oid) => `safety: ${code}: ${form} does not ask ${oid}`)
}
