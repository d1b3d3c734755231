import { InvalidRequestError } from '@legate/core';

/** Where one who follows the log is: behind this entry of this shipment. */
export interface TailPlace {
  readonly shipment: number;
  readonly seq: number;
}

const PLACE = /^(\d{1,15})\.(\d{1,15})$/;

export const writePlace = ({ shipment, seq }: TailPlace): string => `${shipment}.${seq}`;

/** @throws InvalidRequestError `cursor.invalid` */
export function readPlace(text: string): TailPlace {
  const [, shipment, seq] = PLACE.exec(text) ?? [];
  if (shipment === undefined) {
    throw new InvalidRequestError('cursor.invalid', 'Last-Event-ID was not made by this stream');
  }
  return { shipment: Number(shipment), seq: Number(seq) };
}
