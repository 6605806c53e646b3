package python

// ExprKind is the kind of an expression.
type ExprKind uint8

// The expression kinds. Other is anything that is not looked into; its Items are the
// operands, so that a walk still reaches the calls inside.
const (
	OtherExpr ExprKind = iota
	NameExpr
	StringExpr
	NumberExpr
	CallExpr
	ListExpr
	AttrExpr
	// FormatExpr is an f-string whose fields are names alone: its Items are its parts, literals and names.
	FormatExpr
)

// Expr is an expression.
type Expr struct {
	Kind ExprKind
	// Line is where it begins.
	Line int
	// Text is the dotted name of a NameExpr (a.b.c), the value of a StringExpr, the digits
	// of a NumberExpr, the attribute of an AttrExpr, the one operator of an OtherExpr between two operands.
	Text string
	// Func is what a CallExpr calls, and what an AttrExpr takes the attribute of.
	Func *Expr
	// Items are the positional arguments of a call, the elements of a list, tuple or set, the
	// operands of anything else.
	Items []Expr
	// Keywords are the keyword arguments of a call.
	Keywords []Keyword
}

// Keyword is name=value in a call.
type Keyword struct {
	Name  string
	Value Expr
}

// Keyword returns the value of a keyword argument, nil without it.
func (e *Expr) Keyword(name string) *Expr {
	for i := range e.Keywords {
		if e.Keywords[i].Name == name {
			return &e.Keywords[i].Value
		}
	}
	return nil
}

// Argument returns the argument of that keyword or position, nil without it; a negative
// position means keyword only.
func (e *Expr) Argument(position int, keyword string) *Expr {
	if k := e.Keyword(keyword); k != nil {
		return k
	}
	if position >= 0 && position < len(e.Items) {
		return &e.Items[position]
	}
	return nil
}

// Walk calls visit for the expression and all expressions inside it.
func (e *Expr) Walk(visit func(*Expr)) {
	visit(e)
	if e.Func != nil {
		e.Func.Walk(visit)
	}
	for i := range e.Items {
		e.Items[i].Walk(visit)
	}
	for i := range e.Keywords {
		e.Keywords[i].Value.Walk(visit)
	}
}

// StmtKind is the kind of a statement.
type StmtKind uint8

// The statement kinds.
const (
	// ExprStmt is an expression, or a statement that is only looked at for its expressions.
	ExprStmt StmtKind = iota
	// ImportStmt is import a.b as c, FromStmt is from a.b import c as d.
	ImportStmt
	FromStmt
	// AssignStmt is a = b = value and a: annotation = value.
	AssignStmt
	DefStmt
	ClassStmt
	// IfStmt is if and elif; its else branches follow as statements of kind BlockStmt or
	// IfStmt with Else set.
	IfStmt
	// BlockStmt is any other compound statement: else, try, except, with, for, while, match.
	BlockStmt
	ReturnStmt
	DelStmt
)

// Stmt is a statement.
type Stmt struct {
	Kind StmtKind
	Line int
	// Keyword is the word that a compound statement begins with; Else says that an IfStmt
	// is an elif.
	Keyword string
	// Name is that of a def or class; the module of a FromStmt, with its leading dots in Level.
	Name  string
	Level int
	// Names are what an import binds.
	Names []Alias
	// Targets are the plain or dotted names that an assignment or del names; of a with, one for
	// each of Exprs, empty where it binds none.
	Targets []string
	// Subscript is the literal key of an assignment to one item: name["key"] = value.
	Subscript string
	// Exprs are: the value of an assignment, expression or return; the condition of an if; the
	// bases of a class; the header of another block.
	Exprs []Expr
	// Annotation is that of an annotated assignment, or the return annotation of a def.
	Annotation *Expr
	// Params are those of a def.
	Params []Param
	// Decorators stand above a def or class.
	Decorators []Expr
	// Async says that a def is async.
	Async bool
	Body  []Stmt
}

// Alias is one imported name: Name as As; As is never empty. Name "*" is a star import.
type Alias struct{ Name, As string }

// Param is one parameter of a function.
type Param struct {
	Name string
	// Default is nil for a parameter without one.
	Default *Expr
	// Annotation is nil for a parameter without one.
	Annotation *Expr
	// Star is "*" or "**" for those that collect arguments.
	Star string
}

// WalkStmts calls visit for every statement, those in blocks, functions and classes
// included, in the order of the source. When visit returns false the body is left out.
func WalkStmts(list []Stmt, visit func(*Stmt) bool) {
	for i := range list {
		if visit(&list[i]) {
			WalkStmts(list[i].Body, visit)
		}
	}
}
