import type { ThermostatRecord } from '../providers/client-sessions-api.ts';
import { builder } from './builder.ts';

export const Thermostat = builder.objectRef<ThermostatRecord>('Thermostat').implement({
  description: 'What a thermostat measures, does and is set to. What it does not tell is null.',
  fields: (t) => ({
    temperatureCelsius: t.exposeFloat('temperatureCelsius', {
      description: 'The temperature it measures, in °C.',
    }),
    temperatureFahrenheit: t.exposeFloat('temperatureFahrenheit', {
      description: 'The temperature it measures, in °F.',
    }),
    relativeHumidity: t.exposeFloat('relativeHumidity', {
      description: 'The relative humidity it measures, from 0 to 1.',
    }),
    hvacMode: t.exposeString('hvacMode', {
      description: 'What it is set to do: "heat", "cool", "heat_cool", "eco" or "off". Treat it as open.',
    }),
    availableHvacModes: t.exposeStringList('availableHvacModes', {
      nullable: false,
      description: 'What it can be set to do, in the same words; empty when not told.',
    }),
    fanMode: t.exposeString('fanMode', {
      description: 'What its fan is set to: "auto", "on" or "circulate". Treat it as open.',
    }),
    availableFanModes: t.exposeStringList('availableFanModes', {
      nullable: false,
      description: 'What its fan can be set to, in the same words; empty when not told.',
    }),
    heatingSetPointCelsius: t.exposeFloat('heatingSetPointCelsius', {
      description: 'It heats below this, in °C.',
    }),
    heatingSetPointFahrenheit: t.exposeFloat('heatingSetPointFahrenheit', {
      description: 'It heats below this, in °F.',
    }),
    coolingSetPointCelsius: t.exposeFloat('coolingSetPointCelsius', {
      description: 'It cools above this, in °C.',
    }),
    coolingSetPointFahrenheit: t.exposeFloat('coolingSetPointFahrenheit', {
      description: 'It cools above this, in °F.',
    }),
    isHeating: t.exposeBoolean('isHeating', { description: 'Whether it heats at the moment.' }),
    isCooling: t.exposeBoolean('isCooling', { description: 'Whether it cools at the moment.' }),
    isFanRunning: t.exposeBoolean('isFanRunning', { description: 'Whether its fan runs at the moment.' }),
    isManualOverrideActive: t.exposeBoolean('isManualOverrideActive', {
      description: "Whether somebody at the device has changed what Seam's schedule set.",
    }),
  }),
});
