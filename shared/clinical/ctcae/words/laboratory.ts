/** Laboratory findings and blood disorders. See `general.ts` for the form. */
export const laboratory = `
*Anemia: anaemia, low haemoglobin, low hemoglobin, low hb, low hgb, low blood count, low red cells; anémie, hémoglobine basse, baisse de l'hémoglobine, hb basse; anemi, blodbrist, lågt hb, lågt blodvärde, låg hemoglobin
*Platelet count decreased: low platelets, thrombocytopenia, platelets low, low plt, platelets; thrombopénie, thrombocytopénie, plaquettes basses, baisse des plaquettes, plaquettes; trombocytopeni, låga trombocyter, lågt tpk, låga blodplättar, tpk, trombopeni
*Neutrophil count decreased: neutropenia, low neutrophils, low anc, neutrophils; neutropénie, neutrophiles bas, baisse des neutrophiles, pnn bas, neutrophiles; neutropeni, låga neutrofiler, låga neutrofila, neutrofiler
*Lymphocyte count decreased: lymphopenia, lymphocytopenia, low lymphocytes, lymphocytes; lymphopénie, lymphocytes bas, baisse des lymphocytes; lymfopeni, låga lymfocyter, lymfocytopeni
*White blood cell decreased: leukopenia, leucopenia, low white cells, low wbc, low white blood cells, low leukocytes, wbc, white count low; leucopénie, globules blancs bas, leucocytes bas, baisse des leucocytes; leukopeni, låga vita, låga leukocyter, lågt lpk, lpk, låga vita blodkroppar, vita blodkroppar
Febrile neutropenia: neutropenic fever, neutropenic sepsis; neutropénie fébrile, aplasie fébrile; febril neutropeni, neutropen feber
Leukocytosis: high white cells, high wbc, high leukocytes; hyperleucocytose, leucocytose; leukocytos, höga vita, högt lpk
Lymphocyte count increased: high lymphocytes, lymphocytosis; lymphocytose; lymfocytos
Eosinophilia: high eosinophils; éosinophilie, hyperéosinophilie; eosinofili
Hemolysis: haemolysis, haemolytic anaemia; hémolyse; hemolys
*Bone marrow hypocellular: pancytopenia, bone marrow suppression, marrow failure, aplasia, myelosuppression; hypoplasie médullaire, pancytopénie, aplasie médullaire, myélosuppression; benmärgshämning, pancytopeni, benmärgssvikt
Disseminated intravascular coagulation: dic; coagulation intravasculaire disséminée, civd; disseminerad intravasal koagulation, dic
*Creatinine increased: high creatinine, raised creatinine, creatinine, creatinine up, crea; créatinine augmentée, créatinine élevée, hausse de la créatinine, créatinine; förhöjt kreatinin, högt kreatinin, kreatininstegring, kreatinin
*Alanine aminotransferase increased: alt, high alt, alt raised, liver enzymes, raised liver enzymes, transaminases, sgpt, gpt, alat, lfts; alat augmentée, transaminases élevées, transaminases, alat, enzymes hépatiques, cytolyse; förhöjt alat, alat, högt alat, leverprover, leverenzymer, förhöjda leverprover, transaminaser
*Aspartate aminotransferase increased: ast, high ast, ast raised, sgot, got, asat; asat augmentée, asat, asat élevée; förhöjt asat, asat, högt asat
*Alkaline phosphatase increased: alp, high alp, alk phos, alp raised; phosphatases alcalines augmentées, pal, phosphatases alcalines, pal élevées; förhöjt alp, alp, alkaliskt fosfatas, högt alp
*GGT increased: ggt, gamma gt, high ggt, gamma glutamyl transferase; ggt augmentée, gamma gt, gamma gt élevée; förhöjt gt, gt, gamma gt, högt gt
*Blood bilirubin increased: high bilirubin, bilirubin, hyperbilirubinemia, hyperbilirubinaemia, jaundice, yellow skin, icterus; bilirubine augmentée, bilirubine, hyperbilirubinémie, bilirubine élevée, jaunisse, ictère; förhöjt bilirubin, bilirubin, högt bilirubin, hyperbilirubinemi, gulsot, ikterus
Blood lactate dehydrogenase increased: ldh, high ldh; ldh augmentée, ldh, ldh élevée; förhöjt ld, ld, ldh, högt ld
*Hypoalbuminemia: low albumin, hypoalbuminaemia, albumin; hypoalbuminémie, albumine basse; hypoalbuminemi, lågt albumin, albumin
*Hyperkalemia: high potassium, hyperkalaemia, raised potassium, potassium high, potassium; hyperkaliémie, potassium élevé, kaliémie élevée, hyperkalémie; hyperkalemi, högt kalium, förhöjt kalium, kalium
*Hypokalemia: low potassium, hypokalaemia, potassium low, potassium; hypokaliémie, potassium bas, kaliémie basse, hypokalémie; hypokalemi, lågt kalium, kalium
*Hyponatremia: low sodium, hyponatraemia, sodium low, sodium; hyponatrémie, sodium bas, natrémie basse; hyponatremi, lågt natrium, natrium
Hypernatremia: high sodium, hypernatraemia, sodium; hypernatrémie, sodium élevé; hypernatremi, högt natrium, natrium
*Hypocalcemia: low calcium, hypocalcaemia, calcium; hypocalcémie, calcium bas; hypokalcemi, lågt kalcium, kalcium
*Hypercalcemia: high calcium, hypercalcaemia, calcium; hypercalcémie, calcium élevé; hyperkalcemi, högt kalcium, kalcium
*Hypomagnesemia: low magnesium, hypomagnesaemia, magnesium; hypomagnésémie, magnésium bas; hypomagnesemi, lågt magnesium, magnesium
Hypermagnesemia: high magnesium, hypermagnesaemia; hypermagnésémie, magnésium élevé; hypermagnesemi, högt magnesium
*Hypophosphatemia: low phosphate, hypophosphataemia, low phosphorus, phosphate; hypophosphatémie, hypophosphorémie, phosphore bas, phosphate bas; hypofosfatemi, lågt fosfat, fosfat
Hyperphosphatemia: high phosphate, hyperphosphataemia; hyperphosphatémie, phosphore élevé, hyperphosphorémie; hyperfosfatemi, högt fosfat
*Hyperglycemia: high blood sugar, high glucose, hyperglycaemia, raised glucose, high sugar, sugar high, diabetes, glucose, blood sugar; hyperglycémie, glycémie élevée, sucre élevé, diabète; hyperglykemi, högt blodsocker, högt glukos, diabetes, blodsocker
*Hypoglycemia: low blood sugar, low glucose, hypoglycaemia, low sugar, glucose, blood sugar; hypoglycémie, glycémie basse, sucre bas; hypoglykemi, lågt blodsocker, lågt glukos, blodsocker
Glucose intolerance: prediabetes, impaired glucose; intolérance au glucose; glukosintolerans
*Cholesterol high: high cholesterol, cholesterol, hypercholesterolemia, hypercholesterolaemia; cholestérol élevé, hypercholestérolémie, cholestérol; högt kolesterol, kolesterol, hyperkolesterolemi
*Hypertriglyceridemia: high triglycerides, triglycerides, hypertriglyceridaemia; hypertriglycéridémie, triglycérides élevés, triglycérides; hypertriglyceridemi, höga triglycerider, triglycerider
Hyperlipidemia: high lipids, hyperlipidaemia, high fats, dyslipidemia; hyperlipidémie, dyslipidémie; hyperlipidemi, höga blodfetter, blodfetter
Hyperuricemia: high uric acid, hyperuricaemia, uric acid, gout; hyperuricémie, acide urique élevé, acide urique, goutte; hyperurikemi, hög urinsyra, urinsyra, gikt, högt urat
*INR increased: inr, high inr; inr augmenté, inr élevé, inr; förhöjt inr, högt inr, pk
Activated partial thromboplastin time prolonged: aptt, long aptt, ptt; tca allongé, tca, temps de céphaline; förlängd aptt, aptt, apt-tid
Fibrinogen decreased: low fibrinogen, fibrinogen; fibrinogène bas, fibrinogène; lågt fibrinogen, fibrinogen
Haptoglobin decreased: low haptoglobin; haptoglobine basse; lågt haptoglobin
Hemoglobin increased: high haemoglobin, high hemoglobin, high hb, polycythemia; hémoglobine élevée, polyglobulie; högt hb, högt hemoglobin
CPK increased: ck, high ck, cpk, creatine kinase; cpk augmentées, cpk, ck, créatine kinase; förhöjt ck, ck, kreatinkinas
Lipase increased: lipase, high lipase; lipase augmentée, lipase élevée; förhöjt lipas, lipas
Serum amylase increased: amylase, high amylase; amylase augmentée, amylase élevée; förhöjt amylas, amylas
Thyroid stimulating hormone increased: tsh, high tsh; tsh augmentée, tsh élevée, tsh; förhöjt tsh, högt tsh, tsh
Cardiac troponin T increased: troponin, high troponin, tnt; troponine t augmentée, troponine; förhöjt troponin t, troponin
Cardiac troponin I increased: tni; troponine i augmentée; förhöjt troponin i
Electrocardiogram QT corrected interval prolonged: qt, qtc, long qt, prolonged qt, qtcf, qt prolonged; qt allongé, qt long, allongement du qt, qtc; förlängd qt, lång qt, qt-tid, qtc
Ejection fraction decreased: low ejection fraction, lvef, low ef; fraction d'éjection abaissée, feve basse, feve; sänkt ejektionsfraktion, nedsatt ef, låg ef
Blood bicarbonate decreased: low bicarbonate; bicarbonates bas; lågt bikarbonat
Tumor lysis syndrome: tumour lysis, tls; syndrome de lyse tumorale; tumörlyssyndrom
Acidosis: acidotic; acidose; acidos
CD4 lymphocytes decreased: low cd4, cd4; cd4 bas; lågt cd4
`
