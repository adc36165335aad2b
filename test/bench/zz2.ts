import { wholeNetter2 } from '#forms/netter-2/whole-study'
import { compileStudy } from '#shared/study/compile'
import { dependentsIn } from '#shared/rules/dependents'
const study = compileStudy(wholeNetter2)
const d = dependentsIn(study)
for (const [f, n] of [['TUTL','TRSTAT'],['TUTL','TUBASE'],['VS','WEIGHT'],['AE','AECTC'],['LBH','LBDAT'],['LBC','LBDAT'],['TUNT','TUSTAT'],['LBH','LBLAB']]) console.log(f, n, d.of(f!, n!).map(({unit, how}) => `${how}:${unit.form}.${unit.kind==='check'?'!':''}${unit.oid}`).join(' '))
