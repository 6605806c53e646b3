module github.com/uvdock/uvdock/e2e

go 1.26.0

replace github.com/uvdock/uvdock => ../
