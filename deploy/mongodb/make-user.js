// Run by the image once, when it makes the database: the account of Formwork's services, with
// rights on their own database alone.
db.getSiblingDB("formwork").createUser({
  user: "formwork",
  pwd: process.env.MONGODB_PASSWORD,
  roles: [{ role: "readWrite", db: "formwork" }],
});
