import { expect } from "chai";
import { errorText, findErrorLine } from "./error-line.ts";

/** Returns the line that is taken for the error of a program with this output. */
function errorOf(output: string): string {
  const lines = output.split("\n");
  return errorText(lines, findErrorLine(lines));
}

const frames = (frame: string, count: number) => Array(count).fill(frame).join("\n");

describe("the line that names the error of a program", () => {
  const cases: Record<string, [output: string, error: string]> = {
    "of Node is above the stack and the version": [
      `file:///srv/run.mjs:3\nthrow new Error("boom");\n      ^\n\nError: boom\n${frames("    at run (file:///srv/run.mjs:3:7)", 10)}\n\nNode.js v24.1.0`,
      "Error: boom",
    ],
    "of Node has the name of its own class": [
      `file:///srv/run.mjs:2\n  throw new Oops("bad");\n  ^\n\nOops: bad thing\nsecond line\n    at run (file:///srv/run.mjs:2:51) {\n  code: 'E_X',\n  [cause]: TypeError: inner\n      at run (file:///srv/run.mjs:2:88)\n}\n\nNode.js v24.1.0`,
      "Oops: bad thing",
    ],
    "of Node may be no error at all": [
      'node:internal/process/esm_loader:40\n\nthrow "boom";\n^\nboom\n(Use `node --trace-uncaught ...` to show where the exception was thrown)\n\nNode.js v24.1.0',
      "boom",
    ],
    "of a Node assertion goes on after its colon": [
      "AssertionError [ERR_ASSERTION]: Expected values to be strictly equal:\n\n1 !== 2\n\n    at file:///srv/run.mjs:1:8 {\n  generatedMessage: true\n}\n\nNode.js v24.1.0",
      "AssertionError [ERR_ASSERTION]: Expected values to be strictly equal: 1 !== 2",
    ],
    "of Python is below the traceback": [
      'Traceback (most recent call last):\n  File "run.py", line 1, in <module>\n    1/0\n    ~^~\nZeroDivisionError: division by zero',
      "ZeroDivisionError: division by zero",
    ],
    "of Python is the last of a chain, whatever its class is called": [
      'Traceback (most recent call last):\n  File "run.py", line 3, in f\n    1/0\nZeroDivisionError: division by zero\n\nThe above exception was the direct cause of the following exception:\n\nTraceback (most recent call last):\n  File "run.py", line 4, in f\n    raise Weird("x")\nWeird: what now\nand more',
      "Weird: what now",
    ],
    "of Java is the deepest cause": [
      `Exception in thread "main" java.lang.IllegalStateException: outer\n\tat Run.main(Run.java:1)\nCaused by: java.io.IOException: disk gone\n${frames("\tat java.base/java.lang.Method.invoke(Method.java:569)", 60)}\n\t... 5 more`,
      "Caused by: java.io.IOException: disk gone",
    ],
    "of Go is the panic": [
      `panic: runtime error: index out of range [5] with length 0\n\ngoroutine 1 [running]:\n${frames("main.f(0x27b74818e068?)\n\t/srv/run.go:2 +0x35", 30)}\nmain.main()\n\t/srv/run.go:3 +0x18\nexit status 2`,
      "panic: runtime error: index out of range [5] with length 0",
    ],
    "of Go may be a line of its log": [
      "2026/01/02 15:04:05 config.yaml has two roots\nexit status 1",
      "2026/01/02 15:04:05 config.yaml has two roots",
    ],
    "of Ruby is above the stack": [
      "run.rb:1:in 'Integer#/': divided by 0 (ZeroDivisionError)\n\tfrom run.rb:1:in 'Object#f'\n\tfrom run.rb:2:in '<main>'",
      "run.rb:1:in 'Integer#/': divided by 0 (ZeroDivisionError)",
    ],
    "of Rust stands in the line after the panic": [
      "thread 'main' panicked at src/main.rs:2:5:\nboom\nnote: run with `RUST_BACKTRACE=1` environment variable to display a backtrace",
      "thread 'main' panicked at src/main.rs:2:5: boom",
    ],
    "of PHP is above the stack": [
      "PHP Fatal error:  Uncaught Exception: boom in /srv/run.php:3\nStack trace:\n#0 {main}\n  thrown in /srv/run.php on line 3",
      "PHP Fatal error:  Uncaught Exception: boom in /srv/run.php:3",
    ],
    "of .NET is above the stack": [
      "Unhandled exception. System.InvalidOperationException: boom\n   at Program.Main() in /srv/run.cs:line 3",
      "Unhandled exception. System.InvalidOperationException: boom",
    ],
    "of a shell is what it could not do": [
      "+ cp a b\ncp: cannot stat 'a': No such file or directory",
      "cp: cannot stat 'a': No such file or directory",
    ],
    "of make is the one of the program it called": [
      "gcc: error: main.c: No such file or directory\nmake: *** [Makefile:2: all] Error 1",
      "gcc: error: main.c: No such file or directory",
    ],
    "of npm is above where it says its log is": [
      "npm error enoent Could not read package.json: Error: ENOENT: no such file or directory\nnpm error A complete log of this run can be found in: /root/.npm/_logs/debug-0.log",
      "npm error enoent Could not read package.json: Error: ENOENT: no such file or directory",
    ],
    "is above the usage of a program": [
      "tool: error: unrecognized option '--fast'\nusage: tool [-h]\nTry 'tool --help' for more.",
      "tool: error: unrecognized option '--fast'",
    ],
    "is not one that counts no errors, or warns": [
      "disk full\nwarning: an error may follow\n2026-01-02T10:00:00Z INFO 0 errors so far",
      "2026-01-02T10:00:00Z INFO 0 errors so far",
    ],
    "is the last line where none names an error": [
      "careful\nthe table has gone\n",
      "the table has gone",
    ],
    "is not an old one that the program went on after": [
      `error: try again\n${frames("step done", 30)}\nthe table has gone`,
      "the table has gone",
    ],
    "is the runtime's where there is nothing else": ["\nexit status 2\n", "exit status 2"],
    "is none where nothing was written": ["\n \n", ""],
  };
  for (const [name, [output, error]] of Object.entries(cases))
    it(name, () => {
      expect(errorOf(output)).to.equal(error);
    });
});
