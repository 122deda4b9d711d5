import type { Texts } from '../language.js';
import type { WorkMode } from '../need.js';

export const canWork: Readonly<Record<WorkMode, Texts>> = {
  ONSITE: { nb: 'Kan arbeide på stedet.', nn: 'Kan arbeide på staden.', en: 'Can work on site.' },
  HYBRID: {
    nb: 'Kan arbeide både på stedet og på nett.',
    nn: 'Kan arbeide både på staden og på nett.',
    en: 'Can work both on site and online.',
  },
  REMOTE: { nb: 'Kan arbeide på nett.', nn: 'Kan arbeide på nett.', en: 'Can work online.' },
};

export const mustBeDone: Readonly<Record<WorkMode, Texts>> = {
  ONSITE: { nb: 'Arbeidet må gjøres på stedet', nn: 'Arbeidet må gjerast på staden', en: 'The work must be done on site' },
  HYBRID: {
    nb: 'Noe av arbeidet skal gjøres på stedet',
    nn: 'Noko av arbeidet skal gjerast på staden',
    en: 'Some of the work is to be done on site',
  },
  REMOTE: { nb: 'Arbeidet skal gjøres på nett', nn: 'Arbeidet skal gjerast på nett', en: 'The work is to be done online' },
};

export const butOffers: Readonly<Record<WorkMode, Texts>> = {
  ONSITE: {
    nb: 'men tilbudet gjelder arbeid på stedet',
    nn: 'men tilbodet gjeld arbeid på staden',
    en: 'but the offer is for work on site',
  },
  HYBRID: {
    nb: 'men tilbudet gjelder arbeid både på stedet og på nett',
    nn: 'men tilbodet gjeld arbeid både på staden og på nett',
    en: 'but the offer is for work both on site and online',
  },
  REMOTE: {
    nb: 'men tilbudet gjelder arbeid på nett',
    nn: 'men tilbodet gjeld arbeid på nett',
    en: 'but the offer is for work online',
  },
};
