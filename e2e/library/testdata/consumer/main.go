// The consumer is a program of somebody else that uses uvdock as a library.
package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/uvdock/uvdock/generator"
	"github.com/uvdock/uvdock/generator/diag"
)

func main() {
	ctx, stop := context.WithTimeout(context.Background(), time.Minute)
	defer stop()
	if err := show(ctx, os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// show prints what the library says of a project, and writes its files into the working directory.
func show(ctx context.Context, dir string) error {
	project := os.DirFS(dir)
	found, err := generator.Inspect(ctx, project, ".", generator.Options{})
	if err != nil {
		return err
	}
	var options generator.Options
	for _, m := range found.Members {
		fmt.Println(m.Name, len(m.Survey.Starts))
		if m.Open == nil && options.Package == "" {
			options.Package = m.Name
		}
	}
	planned, err := generator.Plan(ctx, project, ".", options)
	if err != nil {
		return err
	}
	if err := planned.Findings.Err(); err != nil {
		return err
	}
	fmt.Println(planned.Plan.Profile, planned.Plan.Runtime.Command)
	result, err := generator.Generate(ctx, project, ".", options)
	if err != nil {
		return err
	}
	for _, f := range result.Findings {
		if f.Severity == diag.Error {
			return fmt.Errorf("%s", f)
		}
	}
	for _, f := range result.Files {
		to := filepath.FromSlash(f.Path)
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(to, f.Text, 0o644); err != nil {
			return err
		}
	}
	return nil
}
