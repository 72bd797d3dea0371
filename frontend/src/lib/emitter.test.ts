import { expect } from "chai";
import { createEmitter } from "./emitter.ts";

describe("an emitter", () => {
  it("calls every listener with what is emitted, in the order of adding", () => {
    const { on, emit } = createEmitter<[number]>();
    const calls: string[] = [];
    on((value) => calls.push(`a${value}`));
    on((value) => calls.push(`b${value}`));
    emit(1);
    expect(calls).to.deep.equal(["a1", "b1"]);
  });

  it("calls a removed listener no more", () => {
    const { on, emit } = createEmitter();
    let calls = 0;
    const off = on(() => {
      calls += 1;
    });
    emit();
    off();
    emit();
    expect(calls).to.equal(1);
  });

  it("calls the listeners of the moment, though one removes another meanwhile", () => {
    const { on, emit } = createEmitter();
    const calls: string[] = [];
    on(() => offSecond());
    const offSecond = on(() => void calls.push("second"));
    emit();
    emit();
    expect(calls).to.deep.equal(["second"]);
  });
});
