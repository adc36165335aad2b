import { readFileSync, readdirSync } from 'node:fs'
import { OdmReader } from '#shared/import/read-odm'
const files = process.argv.slice(2)
for (const f of files) {
  const t0 = performance.now()
  try {
    const r = new OdmReader(); const x = r.file(); x.write(readFileSync(f,'utf8')); x.end()
    const { studies, subjects, left } = r.result()
    console.log(f.split('/').pop(), 'OK', studies.map(s=>`${s.version.study.id} ${s.version.forms.length}f ${s.version.forms.flatMap(f=>f.groups.flatMap(g=>g.items)).length}i`), subjects.length, subjects.reduce((n,s)=>n+s.values.length,0), 'left', left.length, left.slice(0,3), (performance.now()-t0).toFixed())
  } catch (e) { console.log(f.split('/').pop(), 'REFUSED', (e as Error).message, (e as Error).stack?.split('\n')[1]) }
}
