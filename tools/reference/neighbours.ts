import { byText, readCsv } from './source.js';

/** Pairs that share a border, at sea too, the smaller number first. */
export const adjacency = (folder: string) =>
  readCsv(folder, 'municipality_pairs.csv', ['kommunenummer_a', 'kommunenummer_b', 'adjacent'])
    .filter((pair) => pair.adjacent === '1')
    .map((pair) => ({ a: pair.kommunenummer_a, b: pair.kommunenummer_b }))
    .sort((x, y) => byText(x.a, y.a) || byText(x.b, y.b));

/** Who lives in one municipality and works in another. Those who work at home count in `employed_residents` alone. */
export const commuting = (folder: string) =>
  readCsv(folder, 'commuting_flows_2017_m2024.csv', ['home_kommunenummer', 'work_kommunenummer', 'employed_persons'])
    .filter((flow) => flow.home_kommunenummer !== flow.work_kommunenummer)
    .map((flow) => ({ home: flow.home_kommunenummer, work: flow.work_kommunenummer, commuters: Number(flow.employed_persons) }))
    .sort((x, y) => byText(x.home, y.home) || byText(x.work, y.work));
