// Command expansion measures what wheels become in an image: it installs each package of a list by itself,
// compiled to bytecode as the images have it, and prints a table of the wheel's size and the files' sizes.
//
//	go run ./expansion django fastapi==0.143.1     # rows for profiles/size/wheels.toml
//	go run ./expansion -contents torch             # reads the table of contents alone: for wheels of gigabytes
//	go run ./expansion -sdist psutil               # compiles the sdist here
//	go run ./expansion -again                      # all packages of the table, at the versions it has
//
// It needs uv and an index, and asks for one package after the other.
package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// interpreters are the minor version that files are chosen for, and the Python that installs them: a version or a path.
type interpreters struct{ minor, installs string }

// run measures and prints; what cannot be measured is said and left out.
func run(ctx context.Context, args []string, out, errs io.Writer) error {
	flags := flag.NewFlagSet("expansion", flag.ContinueOnError)
	flags.SetOutput(errs)
	again := flags.Bool("again", false, "measure what the table has")
	list := flags.Bool("contents", false, "read the wheel's table of contents and install nothing; bytecode is estimated from the sources")
	source := flags.Bool("sdist", false, "compile the sdist")
	python := flags.String("python", "3.13", "Python for which the wheels are taken")
	interpreter := flags.String("interpreter", "", "the Python that installs (default: one of that version that uv finds)")
	if err := flags.Parse(args); err != nil {
		return err
	}
	how := measure
	switch {
	case *list:
		how = contents
	case *source:
		how = compiled
	}
	var tasks []task
	for _, requirement := range flags.Args() {
		tasks = append(tasks, task{requirement, how})
	}
	if *again {
		table, err := Read("../profiles/size/wheels.toml")
		if err != nil {
			return err
		}
		for _, w := range table.Wheels {
			tasks = append(tasks, w.again())
		}
	}
	if len(tasks) == 0 {
		return errors.New("no packages: name them, or use -again")
	}
	for i, t := range tasks {
		fmt.Fprintf(errs, "%d/%d %s\n", i+1, len(tasks), t.requirement)
		w, err := t.how(ctx, t.requirement, interpreters{*python, cmp.Or(*interpreter, *python)})
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			fmt.Fprintf(errs, "  left out: %v\n", err)
			continue
		}
		if err := w.Write(out); err != nil {
			return err
		}
	}
	return nil
}

// task is a package to measure, and the way.
type task struct {
	requirement string
	how         func(context.Context, string, interpreters) (Wheel, error)
}

// large is the size in bytes from which a wheel is not fetched.
const large = 200e6

// again is the task that made the row.
func (w Wheel) again() task {
	how := measure
	switch {
	case w.Kind == Sdist:
		how = compiled
	case w.Kind == CUDA || w.Size > large:
		how = contents
	}
	return task{w.Name + "==" + w.Version, how}
}
