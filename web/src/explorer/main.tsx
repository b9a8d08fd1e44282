document.body.append("soon");
