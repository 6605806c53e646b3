package main

//go:generate go tool uvdock generate ./services/api
