import { byKey, byText, readCsv, the } from './source.js';

/**
 * Inter-municipal bodies for the demonstration. Who cooperates is real (child welfare, 2023); names, codes and forms are made up.
 * The code is also a part of demonstration e-mail addresses, so it is a DNS label, and letters keep it apart from the numbers of
 * municipalities and counties. By kommuneloven (chapters 18 and 19) a political council's name says IPR,
 * a task community's KO.
 */
const demonstration = [
  { cooperation: '2', code: 'iks-eigersund', name: 'Barnevernssamarbeidet i Eigersund IKS', form: 'IKS' },
  { cooperation: '11', code: 'iks-sortland', name: 'Barnevernssamarbeidet i Sortland IKS', form: 'IKS' },
  { cooperation: '16', code: 'ipr-aal', name: 'Regionrådet rundt Ål IPR', form: 'REGIONAL_COUNCIL' },
  { cooperation: '23', code: 'ko-tynset', name: 'Barnevernssamarbeidet i Tynset KO', form: 'TASK_COMMUNITY' },
  { cooperation: '32', code: 'ipr-vinje', name: 'Regionrådet rundt Vinje IPR', form: 'REGIONAL_COUNCIL' },
  { cooperation: '37', code: 'iks-risor', name: 'Barnevernssamarbeidet i Risør IKS', form: 'IKS' },
  { cooperation: '40', code: 'ko-stord', name: 'Barnevernssamarbeidet i Stord KO', form: 'TASK_COMMUNITY' },
  { cooperation: '52', code: 'iks-stjordal', name: 'Barnevernssamarbeidet i Stjørdal IKS', form: 'IKS' },
  { cooperation: '54', code: 'ko-alta', name: 'Barnevernssamarbeidet i Alta KO', form: 'TASK_COMMUNITY' },
  { cooperation: '63', code: 'ipr-orsta', name: 'Regionrådet rundt Ørsta IPR', form: 'REGIONAL_COUNCIL' },
];

const inOrder = [...demonstration].sort((a, b) => byText(a.code, b.code));

export const bodies = () => inOrder.map(({ code, name, form }) => ({ code, name, form }));

export function bodyMembers(folder: string) {
  const cooperations = byKey(
    readCsv(folder, 'child_welfare_cooperations_2023.csv', ['cooperation_id', 'municipalities_2024']),
    (row) => row.cooperation_id,
  );
  return inOrder.flatMap(({ cooperation, code }) =>
    the(cooperations, cooperation)
      .municipalities_2024.split(' ')
      .sort(byText)
      .map((municipality) => ({ body_code: code, municipality_code: municipality })),
  );
}
